"""The contingency plan of a scenario as a document for civil and military planners: DOCX and HTML.

Every sentence is fixed text of the template; every name, number and date in it is declared in the
scenario or comes from a batch. How a plan is made in the model is the scenario's doctrine, not here.
"""
