"""Ways through the house as people go them, with clicks counted and the server's times.

`python -m tests.journeys.recall` and the others start a house of their own, as `make run` does.
"""
