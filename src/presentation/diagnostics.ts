import type { SettleState } from "../sync/ledger";
import type { Report } from "../sync/report";
import type { Settings } from "../sync/settings";

/** What the app and the device are, as far as it matters for finding a fault. */
export interface Environment {
  readonly plugin: string;
  readonly obsidian: string;
  readonly platform: string;
  readonly language: string;
  readonly timeZone: string;
}

/** What is known at the moment. */
export interface DiagnosticParts {
  readonly environment: Environment;
  readonly settings: Settings;
  readonly isConnected: boolean;
  readonly seen: SettleState | null;
  /** Requests of the last sixty minutes; null where nobody is connected. */
  readonly requests: number | null;
  /** Latest first. */
  readonly reports: readonly Report[];
}

const REPORTS = 5;

/**
 * What helps to find a fault, to be pasted into a report of it. Everything in it is named here one by one: kinds, counts,
 * codes and times. Nothing that a person wrote (notes, paths, property names, labels), no account and no token.
 */
export function diagnostics({ environment: surroundings, settings, isConnected, seen, requests, reports }: DiagnosticParts): string {
  const { connection } = settings;
  const text = {
    ...surroundings,
    connection: connection === null ? null : {
      isConnected, keptIn: connection.keptIn, way: connection.clientId === undefined ? "token" : "oauth", expiresAt: connection.expiresAt, scopes: connection.scopes, timezone: connection.timezone,
    },
    settings: {
      sources: settings.sources.map((source) => ("follow" in source ? "followed" : "property" in source ? "property" : "named")),
      syncFrom: settings.syncFrom, tagMode: settings.tagMode, chosenTags: settings.chosenTags.length, agreed: settings.agreed.length, declined: settings.declined.length,
      autoSync: settings.autoSync, quietSeconds: settings.quietSeconds, maxWaitMinutes: settings.maxWaitMinutes,
      mappings: settings.mappings.map(({ enabled, from, to, read, whenRemoved, manual }) => ({
        enabled, from: from.kind, to: to.kind === "template" ? to.template : to.kind, type: to.kind === "template" ? undefined : to.valueType, named: to.name !== undefined,
        unit: read.unit, scale: read.scale, round: read.round, words: Object.keys(read.words ?? {}).length, combine: read.combine, dayOffset: read.dayOffset, whenRemoved, manual,
      })),
    },
    ledger: seen === null ? null : { from: seen.from, settled: seen.settled.size, told: seen.told.size },
    requests,
    runs: reports.slice(0, REPORTS).map((report) => ({
      at: report.at, trigger: report.trigger, notes: report.notes, values: report.values, days: report.days, calls: report.calls, acquired: report.acquired.length, created: report.created.length,
      issues: counted(report.issues.map(({ problem }) => problem.code)), leftOut: counted(report.leftOut.map(({ reason }) => reason)), refused: counted(report.refused.map(({ code }) => code)),
      refusedAttributes: counted(report.refusedAttributes.map(({ code }) => code)), lost: report.lost.length, unsent: report.unsent, waitsFor: report.waitsFor,
      failure: report.failure === null ? null : { kind: report.failure.kind, retryAt: report.failure.retryAt }, cancelled: report.cancelled,
    })),
  };
  return JSON.stringify(text, null, 2);
}

function counted(codes: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return Object.fromEntries(counts);
}
