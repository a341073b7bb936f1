"""A pretend LMS on this machine: strict by default, with faults that can be switched on."""

from ihrp_course.preview.server import Launch, PretendLms

__all__ = ["Launch", "PretendLms"]
