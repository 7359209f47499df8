"""What routes answer with, as types: for the description, against which tests hold answers."""
