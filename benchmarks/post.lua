wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"name":"Agatha Christie","dob":"1890-09-15"}'
