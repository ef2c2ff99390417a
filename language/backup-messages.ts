/** The titles of what is opened about backups, in one language; `backup` is what the plan calls one. */
interface BackupMessages {
  readonly missed: (backup: string) => string;
  readonly rpo: (backup: string) => string;
  readonly rto: (backup: string) => string;
  readonly proof: (backup: string) => string;
  readonly watched: (backup: string) => string;
  readonly left: (backup: string) => string;
  readonly copying: (backup: string) => string;
  readonly testing: (backup: string) => string;
}

const en: BackupMessages = {
  missed: (backup) => `Backup missed: ${backup}`,
  rpo: (backup) => `Too much could be lost: ${backup}`,
  rto: (backup) => `Restoring takes too long: ${backup}`,
  proof: (backup) => `Nobody has proven of late that it can be restored: ${backup}`,
  watched: (backup) => `The provider’s backup is not as it should be: ${backup}`,
  left: (backup) => `A server still keeps its log for a backup that is no more: ${backup}`,
  copying: (backup) => `Backup: ${backup}`,
  testing: (backup) => `Restore test: ${backup}`,
};

const es: BackupMessages = {
  missed: (backup) => `Falta la copia de seguridad: ${backup}`,
  rpo: (backup) => `Se podría perder demasiado: ${backup}`,
  rto: (backup) => `La restauración tarda demasiado: ${backup}`,
  proof: (backup) => `Hace tiempo que nadie prueba que se pueda restaurar: ${backup}`,
  watched: (backup) => `La copia del proveedor no está como debería: ${backup}`,
  left: (backup) => `Un servidor aún guarda su registro para una copia que ya no existe: ${backup}`,
  copying: (backup) => `Copia de seguridad: ${backup}`,
  testing: (backup) => `Prueba de restauración: ${backup}`,
};

const pt: BackupMessages = {
  missed: (backup) => `Falta o backup: ${backup}`,
  rpo: (backup) => `Poderia perder-se demais: ${backup}`,
  rto: (backup) => `A restauração demora demais: ${backup}`,
  proof: (backup) => `Há tempo que ninguém prova que pode ser restaurado: ${backup}`,
  watched: (backup) => `O backup do provedor não está como deveria: ${backup}`,
  left: (backup) => `Um servidor ainda guarda o seu registo para um backup que já não existe: ${backup}`,
  copying: (backup) => `Backup: ${backup}`,
  testing: (backup) => `Teste de restauração: ${backup}`,
};

const ro: BackupMessages = {
  missed: (backup) => `Lipsește copia de rezervă: ${backup}`,
  rpo: (backup) => `S-ar putea pierde prea mult: ${backup}`,
  rto: (backup) => `Restaurarea durează prea mult: ${backup}`,
  proof: (backup) => `De mult nu s-a mai dovedit că se poate restaura: ${backup}`,
  watched: (backup) => `Copia furnizorului nu este cum ar trebui: ${backup}`,
  left: (backup) => `Un server încă își păstrează jurnalul pentru un backup care nu mai există: ${backup}`,
  copying: (backup) => `Copie de rezervă: ${backup}`,
  testing: (backup) => `Test de restaurare: ${backup}`,
};

const catalogue: Readonly<Record<string, BackupMessages>> = { en, es, pt, ro };

/** The messages of a locale such as `ro` or `pt-BR`; English where that language is not there. */
export const backupsIn = (locale: string): BackupMessages => catalogue[locale.split('-')[0]!.toLowerCase()] ?? en;
