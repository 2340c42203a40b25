"""An exercise in play: state as a fold of the journal, commands, what they become, and what comes due.

    commands ──► deciding ──► entries ──► journal ──► state ──► (views)
                    ▲                                   │
                 triggers ◄──────── living world ◄──────┘

Where entries are kept is `exercises.journal`; what the simulation says is `exercises.living`.
"""
