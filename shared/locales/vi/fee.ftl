# Fees.
by_officer = Cán bộ tính mức cụ thể sau khi xem hồ sơ
exempt = Miễn: {ground}
exempt_declared = Miễn theo kê khai trong tờ khai; cán bộ kiểm tra giấy tờ chứng minh
free = Không thu
kind_le_phi = Lệ phí
kind_phi = Phí
none_applies = Không thuộc trường hợp nào ở trên
reduced_online = Mức thu khi nộp trực tuyến
total = Tổng cộng
