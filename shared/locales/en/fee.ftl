# Fees.
kind_le_phi = State charge
kind_phi = Service fee
