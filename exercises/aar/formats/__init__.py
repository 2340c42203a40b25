"""How a paper is written: DOCX, Markdown, HTML, CSV; and how texts are made harmless on the way."""
