/** A model that judged, by the hash of its network. */
export interface ModelIdentity {
  readonly role: 'asr' | 'vad' | 'voice' | 'spoof';
  readonly id: string;
  readonly sha256: string;
}
