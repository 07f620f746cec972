"""How much is taken in of what others write, and how long it may take: numbers, each in this place alone.

Each is there so that no file ends in a hang or without memory, but in a message; none is near what a digest needs.
`docs/security.md` says what happens beyond each.
"""

from __future__ import annotations

ADDRESS_BYTES = 200
"""Of a step of an address in UTF-8: no file system takes a name of more than 255, and endings are added."""
