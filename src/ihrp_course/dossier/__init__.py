"""The dossier: what an administrator should know of a package, in the package and in `docs/lms/`."""
