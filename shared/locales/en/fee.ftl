# Fees.
by_officer = An officer works out the amount after seeing the application
exempt = Exempt: {ground}
exempt_declared = Exempt as declared in the form; an officer checks the proof
free = Free of charge
kind_le_phi = State charge
kind_phi = Service fee
none_applies = None of the above applies
reduced_online = Rate for online applications
total = Total
