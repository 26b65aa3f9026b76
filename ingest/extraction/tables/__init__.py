"""Tables in reports: what each column holds, and what their rows tell."""
