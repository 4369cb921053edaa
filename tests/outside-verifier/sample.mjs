// The badge that the checks in this folder sign.

export const badge = (issuer, more) => ({
  '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
  id: 'urn:uuid:0b6e0a1c-5c0e-4c5c-8d34-0d3a8f5b9c11',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  name: 'Teamwork',
  issuer: {id: issuer, type: ['Profile'], name: 'Another College'},
  validFrom: '2025-01-01T00:00:00Z',
  credentialSubject: {
    id: 'did:example:ebfeb1f712ebc6f1c276e12ec21',
    type: ['AchievementSubject'],
    ...more,
    achievement: {
      id: 'https://another.example/achievements/teamwork',
      type: ['Achievement'],
      name: 'Teamwork',
      description: 'Works with others.',
      criteria: {narrative: 'Nominated by peers.'},
    },
  },
});
