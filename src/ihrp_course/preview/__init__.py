"""A pretend LMS on this machine: strict by default, with faults that can be switched on."""

from ihrp_course.preview.launch import Launch
from ihrp_course.preview.server import PretendLms

__all__ = ["Launch", "PretendLms"]
