"""Reading streams beside their durables."""
