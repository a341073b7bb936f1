"""Anybody's SCORM zip played in the pretend LMS, in a browser, with a verdict.

player     a package in a browser: open, click, answer, close, open again
script     the same from a text of steps, for CI
verdict    the calls and the record → what was set, refused, never finished
report     the verdict as text or JSON
browser    a Chromium that starts; Playwright is imported there, and only when something is played
"""

from ihrp_course.play.verdict import Verdict

__all__ = ["Verdict"]
