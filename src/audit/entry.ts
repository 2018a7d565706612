import type { JsonValue } from './canonical-json.js';

/**
 * Everything that is recorded, and the action it is in CADF (Cloud Auditing Data Federation, DMTF DSP0262, action
 * taxonomy), so that an operator's audit system can take the log without a mapping of its own.
 */
export const AUDIT_ACTIONS = {
  'verification.submitted': 'create',
  'verification.judged': 'evaluate',
  'verification.failed': 'evaluate',
  'verification.replayed': 'evaluate',
  'verification.expired': 'disable',
  'verification.read': 'read',
  'audio.read': 'read',
  'audio.purged': 'delete',
  'challenge.issued': 'create',
  'challenge.used': 'disable',
  'review.decided': 'evaluate',
  'clause.created': 'create',
  'speaker.enrolled': 'capture',
  'speaker.deleted': 'delete',
  'speaker.opted_out': 'revoke',
  'speaker.opted_in': 'allow',
  'key.created': 'create',
  'key.revoked': 'revoke',
  'key.refused': 'deny',
  'master_key.rotated': 'renew',
  'policy.loaded': 'configure',
  'models.activated': 'enable',
  'models.deactivated': 'disable',
  'models.rolled_back': 'restore',
  'models.swapped': 'deploy',
  'models.activation_failed': 'deploy',
  'service.started': 'start',
  'service.stopped': 'stop',
} as const satisfies Readonly<Record<string, CadfAction>>;

export type CadfAction =
  | 'allow'
  | 'capture'
  | 'configure'
  | 'create'
  | 'delete'
  | 'deny'
  | 'deploy'
  | 'disable'
  | 'enable'
  | 'evaluate'
  | 'read'
  | 'renew'
  | 'restore'
  | 'revoke'
  | 'start'
  | 'stop';

export type AuditAction = keyof typeof AUDIT_ACTIONS;

/** Who acted: an API key by its id, Hesheng itself, or whoever may run its commands on the machine. Never a name. */
export type AuditActor =
  | { readonly kind: 'key'; readonly id: string }
  | { readonly kind: 'service' }
  | { readonly kind: 'operator' };

export type AuditSubjectKind =
  | 'verification'
  | 'audio'
  | 'challenge'
  | 'clause'
  | 'speaker'
  | 'key'
  | 'master_key'
  | 'policy'
  | 'models'
  | 'service';

/** One fact of the log. `detail` holds hashes, versions, codes and verdicts; no speech text, names or keys. */
export interface AuditEntry {
  /** 1 for the first entry, then without gaps. */
  readonly sequence: number;
  /** RFC 3339, UTC. */
  readonly recordedAt: string;
  readonly actor: AuditActor;
  readonly action: AuditAction;
  readonly subject: { readonly kind: AuditSubjectKind; readonly id: string };
  /** CADF outcome: what became of the action, not what was found by it. */
  readonly outcome: 'success' | 'failure';
  readonly detail: { readonly [name: string]: JsonValue };
}
