# The start page.
figure_agencies = cơ quan, một nơi tiếp nhận
figure_online = nộp được trực tuyến
figure_procedures = thủ tục công khai
lead = Tìm thủ tục, nộp hồ sơ, nộp phí và nhận kết quả tại nhà, từ một nơi cho 18 cơ quan.
mine = Hồ sơ của tôi
mine_text = Xem tiến độ, bổ sung giấy tờ, nhận kết quả.
occasion_count = {n} thủ tục
occasions = Thủ tục theo việc cần làm
question = Ông/bà cần làm thủ tục gì?
resume = Tiếp tục hồ sơ đang soạn
resume_text = Bằng mã tiếp tục, trên bất kỳ điện thoại nào.
search_hint = Ví dụ: khai sinh, ly lich tu phap, đổi gplx. Không cần gõ dấu.
search_label = Tên thủ tục, giấy tờ hoặc mã
title = Dịch vụ công tỉnh Bắc Kạn
track = Tra cứu hồ sơ
track_text = Bằng mã hồ sơ và bốn số cuối, không cần đăng nhập.
