from acupacer_start import start; start(safe_mode)
