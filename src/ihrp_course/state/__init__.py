"""The suspended state: all that an LMS keeps for a learner, in a few hundred characters.

`records` is what it says, `codec` writes and reads it, `cost` proves that it fits, `text` tells it in words.
"""

from ihrp_course.state.codec import FORMAT, StateError, decode, encode
from ihrp_course.state.shuffle import order
from ihrp_course.state.text import describe

__all__ = ["FORMAT", "StateError", "decode", "describe", "encode", "order"]
