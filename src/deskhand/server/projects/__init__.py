"""Projects: sessions that belong together, with instructions, files, defaults and members. Access is by project."""
