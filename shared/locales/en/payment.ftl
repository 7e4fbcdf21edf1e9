# status_<PayerStatus>: what the payer is told of one try to pay.
failure_bank_maintenance = The bank is under maintenance. Try again later or choose another bank.
# failure_<FailureCode>: why no money came, and what to do.
failure_cancelled_by_payer = You cancelled the payment. Pay again whenever you are ready.
failure_card_locked = The card or account is locked. Ask your bank or choose another card.
failure_daily_limit = The account has reached its limit for today. Choose another account or pay tomorrow.
failure_expired = The time to pay ran out. Please pay again.
failure_identity_check_failed = The card or account details were wrong three times. Check them or choose another card.
failure_not_enough_money = The account does not hold enough money. Top it up or choose another account.
failure_not_registered = The card or account is not registered for online banking. Register it with your bank or choose another card.
failure_other = The payment did not succeed. Try again or choose another way to pay.
failure_wrong_code = The one-time code was not right. Pay again and check the code from your bank.
failure_wrong_password = The payment password was wrong too often. Ask your bank or choose another way.
# order_about: what the gateway's page says the money is for; the adapter takes the accents off.
order_about = Fee of dossier {reference}
status_back = The money has been returned to your account.
status_checking = This payment is being checked. Please do not pay again yet; the Centre will tell you.
status_confirming = Waiting for the payment gateway to confirm. Do not pay again; this page updates by itself.
status_expired = The time to pay is over. You may pay again.
status_failed = Not paid. Your account was not charged this time.
status_going_back = This fee was no longer owed. The extra money is on its way back to you.
status_paid = Paid. The Centre has received the money.
