"""The least a page can cost on this server: what every figure is compared with."""


def app(_environ, start_response):
    body = b"<!doctype html><title>hello</title><h1>hello</h1>"
    head = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response("200 OK", head)
    return [body]
