"""Write a tracked online course as plain text; compile it into packages that an LMS imports."""

__version__ = "0.1.0"
