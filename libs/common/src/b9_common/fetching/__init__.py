"""What every service that fetches pages needs, whatever its source: nothing here knows one."""
