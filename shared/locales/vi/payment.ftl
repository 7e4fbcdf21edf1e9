# status_<PayerStatus>: what the payer is told of one try to pay.
failure_bank_maintenance = Ngân hàng đang bảo trì. Ông/bà thử lại sau hoặc chọn ngân hàng khác.
# failure_<FailureCode>: why no money came, and what to do.
failure_cancelled_by_payer = Ông/bà đã hủy giao dịch. Có thể nộp lại khi sẵn sàng.
failure_card_locked = Thẻ hoặc tài khoản đang bị khóa. Ông/bà liên hệ ngân hàng hoặc chọn thẻ khác.
failure_daily_limit = Tài khoản đã vượt hạn mức giao dịch trong ngày. Ông/bà chọn tài khoản khác hoặc nộp vào ngày mai.
failure_expired = Đã hết thời gian chờ thanh toán. Ông/bà nộp lại.
failure_identity_check_failed = Thông tin thẻ hoặc tài khoản chưa đúng quá ba lần. Ông/bà kiểm tra lại hoặc chọn thẻ khác.
failure_not_enough_money = Tài khoản không đủ số dư. Ông/bà nạp thêm tiền hoặc chọn tài khoản khác.
failure_not_registered = Thẻ hoặc tài khoản chưa đăng ký ngân hàng điện tử. Ông/bà đăng ký với ngân hàng hoặc chọn thẻ khác.
failure_other = Giao dịch chưa thành công. Ông/bà thử lại hoặc chọn cách nộp khác.
failure_wrong_code = Mã xác thực (OTP) chưa đúng. Ông/bà nộp lại và kiểm tra mã ngân hàng gửi.
failure_wrong_password = Mật khẩu thanh toán sai quá số lần cho phép. Ông/bà liên hệ ngân hàng hoặc chọn cách khác.
# order_about: what the gateway's page says the money is for; the adapter takes the accents off.
order_about = Nộp phí hồ sơ {reference}
status_back = Đã hoàn tiền về tài khoản của ông/bà.
status_checking = Đang kiểm tra lần thanh toán này. Ông/bà vui lòng chưa nộp lại; Trung tâm sẽ thông báo.
status_confirming = Đang chờ cổng thanh toán xác nhận. Ông/bà không cần nộp lại; trang này tự cập nhật.
status_expired = Đã quá thời gian thanh toán. Ông/bà có thể nộp lại.
status_failed = Chưa nộp được. Tài khoản của ông/bà không bị trừ tiền cho lần này.
status_going_back = Khoản này không còn phải nộp. Số tiền nộp thừa đang được hoàn lại cho ông/bà.
status_paid = Đã nộp. Trung tâm đã nhận được tiền.
