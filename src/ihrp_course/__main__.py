"""`python -m ihrp_course` is the same as `ihrp-course`."""

from ihrp_course.cli import main

main()
