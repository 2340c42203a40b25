"""The workbench of the labs: futures and studies played in processes of their own, away from the pages.

A page asks and is answered at once with what is there so far; nothing here knows Streamlit.
"""
