"""Door to documents: views, templates and the engines that make Markdown and PDF."""
