import { ApplicationFailure } from '@temporalio/common';

/** What fails here fails there by a code only: the words of Postgres and of mail servers hold values and addresses. */
export async function withoutWords<T>(doing: Promise<T>, log: (error: unknown) => void): Promise<T> {
  try {
    return await doing;
  } catch (error) {
    log(error);
    throw ApplicationFailure.retryable(`failed: ${codeOf(error)}`, codeOf(error));
  }
}

const codeOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^[A-Z0-9_]{4,20}$/.test(code) ? code : 'unexpected';
};
