"""The fixture that others import, used as they would."""

from ihrp_course.testing import play_package

__all__ = ["play_package"]
