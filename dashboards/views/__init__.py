"""What each screen shows, worked out from the state of play: values in, values out, no Streamlit.

Which button is allowed, and why not, is asked of the rules of play and said here; nothing is decided here.
"""
