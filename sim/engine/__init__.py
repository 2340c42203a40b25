"""What happens: the SimPy world. The only room that imports SimPy; it knows the Plan and nothing above it.

`world` puts the parts together; `network` is the life of a step, `queueing` decides who may begin,
`stores` holds people and things, `ledger` money, `theatres` the ground, `ending` the reasons.
"""
