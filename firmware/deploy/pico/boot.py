from acupacer_start import is_safe_mode; safe_mode = is_safe_mode()
