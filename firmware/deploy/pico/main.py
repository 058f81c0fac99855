from acupacer.boards.pico.start import start; start(safe_mode)
