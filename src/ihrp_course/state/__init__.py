"""The suspended state: all that an LMS keeps for a learner, in a few hundred characters.

`records` is what it says, `codec` writes and reads it, `cost` proves that it fits, `text` tells it in words.
"""
