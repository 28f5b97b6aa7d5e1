"""Start pages by duty, help, is-it-alive."""
