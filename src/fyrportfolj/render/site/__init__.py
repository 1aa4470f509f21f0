"""The portfolio as a static site: pages that need no script, no server and no network."""
