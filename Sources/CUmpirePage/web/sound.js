// Small synthesised sounds. Off until the player turns them on; a game only says what to play.

const mostVoices = 12;

/** @type {AudioContext|null} */
let audio = null;
/** @type {AudioBuffer|null} */
let noise = null;
let isOn = false;
let voices = 0;

/** Whether sounds are heard. */
export function isSoundOn() {
    return isOn;
}

/** Turns sounds on or off; on only from a key or a click, which browsers ask for. */
export function toggleSound() {
    isOn = !isOn;
    if (isOn && audio === null && "AudioContext" in window) {
        audio = new AudioContext();
        noise = audio.createBuffer(1, audio.sampleRate / 2, audio.sampleRate);
        const samples = noise.getChannelData(0);
        for (let index = 0; index < samples.length; index += 1) {
            samples[index] = Math.random() * 2 - 1;
        }
    }
    void audio?.[isOn ? "resume" : "suspend"]();
}

/**
 * Plays a tone that slides from one pitch to another.
 * @param {number} from hertz
 * @param {number} to hertz
 * @param {number} seconds
 * @param {number} volume 0…1
 * @param {OscillatorType} [shape]
 */
export function tone(from, to, seconds, volume, shape = "triangle") {
    if (!isOn || audio === null || voices >= mostVoices) {
        return;
    }
    const source = audio.createOscillator();
    source.type = shape;
    source.frequency.setValueAtTime(from, audio.currentTime);
    source.frequency.exponentialRampToValueAtTime(Math.max(1, to), audio.currentTime + seconds);
    play(audio, source, source, seconds, volume);
}

/**
 * Plays a burst of noise.
 * @param {number} cutoff hertz above which it is dull
 * @param {number} seconds
 * @param {number} volume 0…1
 */
export function burst(cutoff, seconds, volume) {
    if (!isOn || audio === null || voices >= mostVoices) {
        return;
    }
    const source = audio.createBufferSource();
    source.buffer = noise;
    const filter = audio.createBiquadFilter();
    filter.frequency.value = cutoff;
    source.connect(filter);
    play(audio, source, filter, seconds, volume);
}

/** @param {AudioContext} audio @param {AudioScheduledSourceNode} source @param {AudioNode} last */
function play(audio, source, last, seconds, volume) {
    const gain = audio.createGain();
    gain.gain.setValueAtTime(volume * 0.25, audio.currentTime);
    gain.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + seconds);
    last.connect(gain).connect(audio.destination);
    voices += 1;
    source.onended = () => {
        voices -= 1;
        gain.disconnect();
    };
    source.start();
    source.stop(audio.currentTime + seconds);
}
