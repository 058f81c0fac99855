// The voice: the browser's own speech, of this computer only, and never over a cue.

export class Voice {
  // `speech`, `Utterance`: the browser's; tests give their own.
  constructor(speech = globalThis.speechSynthesis, Utterance = globalThis.SpeechSynthesisUtterance) {
    this.speech = speech;
    this.Utterance = Utterance;
    this.isOn = false;
  }

  // A voice of this computer that speaks `language`, or undefined. Others would send what is
  // said to somebody else's computer.
  voiceOf(language) {
    const voices = this.speech?.getVoices() ?? [];
    return voices.find((voice) => voice.localService && voice.lang.slice(0, 2) === language);
  }

  say(text, language) {
    const voice = this.voiceOf(language);
    if (!this.isOn || !voice) return;
    const said = new this.Utterance(text);
    said.voice = voice;
    said.lang = voice.lang;
    this.speech.cancel();
    this.speech.speak(said);
  }

  // A cue begins, or the voice was switched off.
  hush() {
    if (this.speech?.speaking || this.speech?.pending) this.speech.cancel();
  }
}
