"""fyrportfolj: portfolio steering for inter-municipal digitalisation as plain text in git."""

__version__ = "0.1.0"
