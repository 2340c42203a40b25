"""What screens show, read off models, runs and folders: frozen types and pure functions, no Streamlit."""
