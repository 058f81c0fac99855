from acupacer.boards.pico.boot import is_safe_mode; safe_mode = is_safe_mode()
