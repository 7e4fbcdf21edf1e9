# What people get by SMS. No personal data beyond the dossier's code.
accepted = Hồ sơ {code} đã được tiếp nhận, hẹn trả kết quả ngày {due_on}. Theo dõi: {site}/tra-cuu
dossier_submitted = Đã nhận hồ sơ {code} nộp trực tuyến; cán bộ sẽ kiểm tra và trả lời. Theo dõi: {site}/tra-cuu
draft_expires = Hồ sơ đang soạn của ông/bà sẽ bị xóa ngày {day} nếu không làm tiếp. Làm tiếp tại {site}/ban-nhap
intake_refused = Hồ sơ {code} không được tiếp nhận. Ông/bà xem lý do tại {site}/ho-so
one_time_code = {code} là mã đăng nhập Cổng dịch vụ công, dùng trong {minutes} phút. Không cho ai biết mã này, kể cả cán bộ.
payment_due = Hồ sơ {code} cần nộp {amount}. Ông/bà nộp trực tuyến tại {site}/ho-so
payment_received = Đã nhận {amount} cho hồ sơ {code}. {site}
payment_refunded = Đã hoàn {amount} của hồ sơ {code}. {site}
result_ready = Hồ sơ {code} đã có kết quả. Ông/bà nhận tại {site}/ho-so hoặc tại Trung tâm.
returned = Hồ sơ {code} đã được trả kết quả. Cảm ơn Ông/bà đã sử dụng dịch vụ. {site}
supplement_received = Đã nhận phần bổ sung của hồ sơ {code}. Theo dõi: {site}/tra-cuu
supplement_requested = Hồ sơ {code} cần bổ sung. Ông/bà xem nội dung và bổ sung tại {site}/ho-so
withdrawn = Hồ sơ {code} đã được rút theo yêu cầu của Ông/bà. {site}
