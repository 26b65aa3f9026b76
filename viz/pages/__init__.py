"""The pages: Jinja templates and what fills them."""
