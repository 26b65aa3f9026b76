"""The web application: pages in French, the explorer, a picture in one file."""
