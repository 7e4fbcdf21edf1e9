# Following a dossier without an account.
code = Mã hồ sơ hoặc mã tra cứu
code_hint = Ghi trên giấy hẹn hoặc tin nhắn, ví dụ HS-7K3M-9QX2D
intro = Ông/bà xem được hồ sơ đang ở đâu mà không cần đăng nhập.
look = Tra cứu
more = Để xem nội dung, bổ sung giấy tờ, nộp phí hoặc tải kết quả, ông/bà đăng nhập bằng số điện thoại đã dùng khi nộp.
progress = Tình trạng hồ sơ
sign_in_instead = Ông/bà nộp bằng số điện thoại của mình?
sign_in_link = Đăng nhập để xem đầy đủ
tail = Bốn số cuối
tail_hint = Của số điện thoại hoặc số định danh (CCCD) đã dùng khi nộp
title = Tra cứu hồ sơ
wait = Còn {n} giây nữa ông/bà thử lại được.
waited = Ông/bà có thể thử lại.
