# Fees.
kind_le_phi = Lệ phí
kind_phi = Phí
