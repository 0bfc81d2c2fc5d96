"""The control room: runs from plan to post."""
